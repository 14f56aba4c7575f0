// Finds action rows by their words. Without it the page is whole, and the box stays hidden.
"use strict";
(() => {
  const box = document.getElementById("finder");
  const input = document.getElementById("find");
  const told = document.getElementById("found");
  const rows = [...document.querySelectorAll(".acting tbody tr")];
  if (!rows.length) return;
  const sections = [...document.querySelectorAll("main > section")];
  // Accents are passed over: nobody types them when they look for a name.
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let texts = null;
  let waiting = 0;

  const find = () => {
    const wanted = fold(input.value).split(/\s+/).filter(Boolean);
    texts ??= rows.map((row) => fold(row.textContent));
    let count = 0;
    rows.forEach((row, at) => {
      const hit = wanted.every((word) => texts[at].includes(word));
      count += hit;
      if (row.hidden === hit) row.hidden = !hit;
    });
    const finding = wanted.length > 0;
    document.body.classList.toggle("finding", finding);
    for (const table of document.querySelectorAll(".acting")) table.hidden = finding && !table.querySelector("tbody tr:not([hidden])");
    for (const section of sections) section.hidden = finding && !section.querySelector(".acting:not([hidden])");
    told.textContent = !finding ? "" : count ? `${count} of ${rows.length} action rows` : "No action row has these words.";
    mark(finding ? input.value.toLowerCase().split(/\s+/).filter(Boolean) : []);
  };

  // Words that were looked for are marked without a change to the page.
  const mark = (wanted) => {
    if (!globalThis.CSS?.highlights) return;
    CSS.highlights.delete("found");
    const ranges = [];
    for (const row of wanted.length ? rows : []) {
      if (row.hidden) continue;
      const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node && ranges.length < 2000; node = walker.nextNode()) {
        const text = node.data.toLowerCase();
        if (text.length !== node.data.length) continue;
        for (const word of wanted) {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            ranges.push(range);
          }
        }
      }
    }
    if (ranges.length) CSS.highlights.set("found", new Highlight(...ranges));
  };

  const clear = () => {
    input.value = "";
    find();
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 120);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (event.key === "Escape" && document.activeElement === input) {
      event.preventDefault();
      clearTimeout(waiting);
      if (input.value) clear();
      else input.blur();
    }
  });
  // A link of the contents leads to its chapter even while that is filtered away.
  document.querySelector(".contents").addEventListener("click", (event) => {
    const target = document.getElementById(event.target.closest("a")?.hash.slice(1) ?? "");
    if (target?.hidden) clear();
  });
  box.hidden = false;
})();
