// Puts each margin note beside the sentence that cites it first. Without this the notes stand in order, which is enough.
"use strict";
(() => {
  const margin = document.querySelector(".margin");
  const wide = window.matchMedia("(min-width: 1000px)");
  if (!margin) return;
  const notes = [...margin.querySelectorAll(".note")];
  const place = () => {
    for (const note of notes) note.style.marginTop = "";
    if (!wide.matches) return;
    for (const note of notes) {
      const cite = document.querySelector(`.take a.cite[href="#${note.id}"]`);
      if (!cite) continue;
      const gap = cite.getBoundingClientRect().top - note.getBoundingClientRect().top - 6;
      if (gap > 24) note.style.marginTop = `${gap}px`;
    }
  };
  let waiting = 0;
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(place);
  };
  place();
  window.addEventListener("resize", soon);
  if (document.fonts) document.fonts.ready.then(soon);
})();
