// Follows a run while it is at work. What is new on its page is put in place; what a reader has opened stays open.
// Without this file the page reloads itself.
(() => {
  const status = document.querySelector('[data-run-progress]');
  if (!status) return;
  const label = status.querySelector('[data-run-label]');
  const step = status.querySelector('[data-run-step]');
  const PART = '[data-run-part]';

  // Writing the same words again would make a screen reader say them again.
  const say = (element, words) => {
    if (element.textContent !== words) element.textContent = words;
  };

  // The parts directly below an element, not those inside other parts.
  const partsOf = (element) =>
    [...element.querySelectorAll(PART)].filter((part) => part.parentElement.closest(PART) === element.closest(PART));

  const same = (here, there) =>
    here.dataset.runSame !== undefined && here.dataset.runSame === there.dataset.runSame;

  // What an element says, whether or not its details are open.
  const said = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll('details[open]').forEach((each) => each.removeAttribute('open'));
    return copy.innerHTML;
  };

  const put = (here, there) => {
    if (same(here, there) || said(here) === said(there)) return;
    const below = partsOf(there);
    if (below.length && partsOf(here).length) {
      place(here, below);
      return;
    }
    const open = [...here.querySelectorAll('details')].map((each) => each.open);
    there.querySelectorAll('details').forEach((each, n) => { each.open = Boolean(open[n]); });
    if (here.tagName === 'DETAILS') there.open = here.open;
    here.replaceWith(document.importNode(there, true));
  };

  // Parts that are here already are brought up to date, new ones are put behind the one before them.
  const place = (container, parts) => {
    const known = new Map(partsOf(container).map((part) => [part.dataset.runPart, part]));
    const wanted = new Set(parts.map((part) => part.dataset.runPart));
    let before = null;
    for (const part of parts) {
      const name = part.dataset.runPart;
      const here = known.get(name);
      if (here) put(here, part);
      else if (before) before.after(document.importNode(part, true));
      else container.prepend(document.importNode(part, true));
      before = partsOf(container).find((each) => each.dataset.runPart === name);
    }
    for (const [name, part] of known) if (!wanted.has(name)) part.remove();
  };

  const refresh = async () => {
    const response = await fetch(window.location.href, { headers: { Accept: 'text/html' } });
    if (!response.ok) return false;
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const part of fresh.querySelectorAll(PART)) {
      if (part.parentElement.closest(PART)) continue;
      const here = document.querySelector(`[data-run-part="${part.dataset.runPart}"]`);
      if (here) put(here, part);
    }
    return true;
  };

  const ask = async () => {
    try {
      const response = await fetch(status.dataset.runProgress, { headers: { Accept: 'application/json' } });
      if (response.ok) {
        const run = await response.json();
        const news = !run.active || run.mark !== status.dataset.runMark;
        if (!news || (await refresh())) {
          status.dataset.runMark = run.mark;
          say(label, run.label);
          say(step, run.active ? run.step : '');
          if (!run.active) return;
        }
      }
    } catch {
      // The next second asks again.
    }
    window.setTimeout(ask, 1000);
  };

  window.setTimeout(ask, 1000);
})();
