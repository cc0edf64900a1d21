// One click instead of two: the private vote form is fetched at first touch and posted in place. Without this file, or
// when anything fails, the form leads to the vote page and works there.
(() => {
  const form = document.querySelector("form[data-vote]");
  if (!form) return;
  let prepared = null;
  const parse = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");
  const prepare = () => {
    prepared ??= fetch(form.action, { credentials: "same-origin", headers: { Accept: "text/html" } })
      .then((response) => { if (!response.ok) throw new Error(String(response.status)); return parse(response); })
      .then((page) => page.querySelector("input[name=token]").value);
    prepared.catch(() => { prepared = null; });
    return prepared;
  };
  form.addEventListener("focusin", prepare, { once: true });
  form.addEventListener("pointerdown", prepare, { once: true });
  form.addEventListener("submit", async (event) => {
    const chosen = new FormData(form).get("position");
    if (!chosen) return;
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const body = new URLSearchParams({ token: await prepare(), position: chosen });
      const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
      const panel = (await parse(response)).querySelector("[data-vote-panel]");
      if (!panel) throw new Error(String(response.status));
      form.replaceWith(document.adoptNode(panel));
      panel.querySelector("[data-vote-status]").focus();
    } catch {
      form.submit();
    }
  });
})();
