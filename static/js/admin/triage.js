// Judging the inbox by keyboard: J and the arrows move, K keeps, X dismisses. Without this file the buttons do it.
(() => {
  const list = document.querySelector('[data-triage]');
  const status = document.querySelector('[data-triage-status]');
  if (!list || !status) return;

  const cards = () => [...list.querySelectorAll('[data-triage-card]')];
  const current = () => document.activeElement?.closest('[data-triage-card]');
  const isTyping = (target) => target.matches('input, textarea, select, [contenteditable]');

  const move = (step) => {
    const all = cards();
    const at = all.indexOf(current());
    const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };

  const leave = (card) => {
    const next = card.nextElementSibling || card.previousElementSibling;
    card.remove();
    if (next?.matches('[data-triage-card]')) next.focus();
    else window.location.reload();
  };

  const judge = async (form, judgement) => {
    const card = form.closest('[data-triage-card]');
    if (card.hasAttribute('aria-busy')) return;
    const body = new FormData(form);
    body.set('judgement', judgement);
    card.setAttribute('aria-busy', 'true');
    try {
      const response = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } });
      status.textContent = (await response.json()).message;
      if (response.ok) leave(card);
    } catch {
      status.textContent = list.dataset.failed;
    } finally {
      card.removeAttribute('aria-busy');
    }
  };

  list.addEventListener('submit', (event) => {
    event.preventDefault();
    judge(event.target, event.submitter?.value ?? '');
  });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === 'j' || key === 'arrowdown') move(1);
    else if (key === 'arrowup') move(-1);
    else if ((key === 'k' || key === 'x') && current()) {
      judge(current().querySelector('form'), key === 'k' ? 'keep' : 'dismiss');
    } else return;
    event.preventDefault();
  });

  cards()[0]?.focus({ preventScroll: true });
})();
