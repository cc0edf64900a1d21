// Follows a run while it is at work and shows its outcome. Without this file the page reloads itself.
(() => {
  const status = document.querySelector('[data-run-progress]');
  if (!status) return;
  const label = status.querySelector('[data-run-label]');
  const step = status.querySelector('[data-run-step]');

  // Writing the same words again would make a screen reader say them again.
  const say = (element, words) => {
    if (element.textContent !== words) element.textContent = words;
  };

  const ask = async () => {
    try {
      const response = await fetch(status.dataset.runProgress, { headers: { Accept: 'application/json' } });
      if (response.ok) {
        const run = await response.json();
        if (!run.active || run.exchanges !== Number(status.dataset.runExchanges)) {
          window.location.reload();
          return;
        }
        say(label, run.label);
        say(step, run.step);
      }
    } catch {
      // The next second asks again.
    }
    window.setTimeout(ask, 1000);
  };

  window.setTimeout(ask, 1000);
})();
