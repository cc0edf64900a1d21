// The citation in the rich text editor: a token that cannot be typed into, chosen from the evidence cards.
(() => {
  const { draftail, DraftJS, React, wagtail } = window;

  class CitationSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.cardChooser,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    onChosen(card) {
      const { editorState, entityType, onComplete } = this.props;
      const selection = editorState.getSelection();
      // Behind what is selected: the words stay, the token follows them.
      const end = selection.merge({
        anchorKey: selection.getEndKey(),
        anchorOffset: selection.getEndOffset(),
        focusKey: selection.getEndKey(),
        focusOffset: selection.getEndOffset(),
        isBackward: false,
      });
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, 'IMMUTABLE', { id: Number(card.id), title: card.title });
      const cited = DraftJS.Modifier.insertText(
        content,
        end,
        `[${card.ref}]`,
        null,
        content.getLastCreatedEntityKey(),
      );
      this.workflow.close();
      onComplete(DraftJS.EditorState.push(editorState, cited, 'insert-characters'));
    }
  }

  // Stored citations carry the id alone; the headline is known for those chosen since the page was opened.
  const Citation = (props) => {
    const { title } = props.contentState.getEntity(props.entityKey).getData();
    return React.createElement(
      draftail.TooltipEntity,
      {
        ...props,
        icon: React.createElement(wagtail.components.Icon, { name: 'openquote' }),
        label: title || props.decoratedText || '',
        url: '',
      },
      props.children,
    );
  };

  draftail.registerPlugin({ type: 'CITATION', source: CitationSource, decorator: Citation }, 'entityTypes');
})();
