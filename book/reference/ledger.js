(function () {
  const form = document.getElementById("ledger-form"), count = document.getElementById("ledger-count");
  const entries = [...document.querySelectorAll(".ledger-chapter .verdict")];
  const texts = new Map(entries.map((e) => [e, (e.dataset.id + " " + e.textContent).toLowerCase()]));

  // Formulas are typeset when their entry is opened. Each is replaced when it is ready, so no raw TeX is seen.
  function typeset(part) {
    const ready = window.MathJax && MathJax.startup && MathJax.startup.promise;
    const codes = [...part.querySelectorAll("code.tex")];
    if (!ready || !codes.length) return;
    const one = (code) => MathJax.tex2chtmlPromise(code.textContent, { display: false }).then((node) => code.replaceWith(node));
    ready.then(() => codes.reduce((before, code) => before.then(() => one(code)), Promise.resolve())).then(() => {
      MathJax.startup.document.clear();
      MathJax.startup.document.updateDocument();
    });
  }

  function filter() {
    const wanted = new FormData(form), words = wanted.get("text").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of entries) {
      const fits = ["document", "status", "method", "severity"].every((k) => !wanted.get(k) || entry.dataset[k] === wanted.get(k));
      entry.hidden = !(fits && words.every((word) => texts.get(entry).includes(word)));
      shown += !entry.hidden;
    }
    for (const part of document.querySelectorAll(".ledger-chapter")) part.hidden = !part.querySelector(".verdict:not([hidden])");
    count.textContent = shown + " of " + entries.length + " verdicts";
  }

  function copy(button) {
    const done = () => { button.textContent = "copied"; setTimeout(() => { button.textContent = "copy LaTeX"; }, 1500); };
    const byHand = () => {
      const area = document.createElement("textarea");
      area.value = button.dataset.latex;
      document.body.append(area);
      area.select();
      if (document.execCommand("copy")) done();
      area.remove();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(button.dataset.latex).then(done, byHand); else byHand();
  }

  function follow() {
    const entry = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!entry || !entry.classList.contains("verdict")) return;
    form.reset();
    filter();
    entry.open = true;
    entry.scrollIntoView();
  }

  for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  entries.forEach((entry) => entry.addEventListener("toggle", () => entry.open && typeset(entry)));
  window.addEventListener("load", () => document.querySelectorAll(".ledger-chapter summary").forEach(typeset));
  document.querySelectorAll("[data-latex]").forEach((b) => b.addEventListener("click", () => copy(b)));
  window.addEventListener("hashchange", follow);
  filter();
  follow();
})();
