// Rotatable figures, and what the theme leaves out for readers without a mouse.
(function () {
  const root = document.documentElement;

  function colours() {
    const style = getComputedStyle(root);
    const text = style.getPropertyValue("--pst-color-text-base").trim();
    const faint = style.getPropertyValue("--pst-color-border").trim();
    const axis = { color: text, gridcolor: faint, zerolinecolor: faint };
    return { font: { color: text }, xaxis: axis, yaxis: axis, scene: { xaxis: axis, yaxis: axis, zaxis: axis } };
  }

  // `extra` into a copy of `base`, level by level, so that the chapter's own titles and ranges stay.
  function merged(base, extra) {
    const result = Object.assign({}, base);
    for (const key in extra) {
      const deeper = typeof extra[key] === "object";
      result[key] = deeper ? merged(base && base[key], extra[key]) : extra[key];
    }
    return result;
  }

  function drawAll() {
    document.querySelectorAll("script[data-figure]").forEach((script) => {
      const figure = JSON.parse(script.textContent);
      const kinds = new Set(figure.data.map((trace) => trace.type));
      const solid = ["surface", "mesh3d", "scatter3d", "isosurface", "cone"].some((kind) => kinds.has(kind));
      const layout = merged(figure.layout, colours());
      for (const key of solid ? ["xaxis", "yaxis"] : ["scene"]) delete layout[key];
      Plotly.react(script.dataset.figure, figure.data, layout, { responsive: true, displaylogo: false });
    });
  }

  function interactiveFigures() {
    if (!document.querySelector("script[data-figure]")) return;
    const script = document.createElement("script");
    script.src = (root.dataset.content_root || "./") + "_static/vendor/plotly.min.js";
    script.addEventListener("load", () => {
      drawAll();
      new MutationObserver(drawAll).observe(root, { attributeFilter: ["data-theme"] });
    });
    document.head.appendChild(script);
  }

  // A box that scrolls must be reachable by keyboard.
  function scrollers() {
    const boxes = "div.math, mjx-container[display], .highlight pre, .output, .output pre, .pst-scrollable-table-container";
    document.querySelectorAll(boxes).forEach((box) => {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  }

  document.addEventListener("DOMContentLoaded", interactiveFigures);
  window.addEventListener("load", () => {
    // MathJax starts after this script, and a formula has no width before it is typeset.
    const typeset = (window.MathJax && MathJax.startup && MathJax.startup.promise) || Promise.resolve();
    typeset.then(scrollers);
    // Tables and numbered formulas find their width only some time after the window has its own.
    window.addEventListener("resize", () => [0, 500].forEach((wait) => setTimeout(scrollers, wait)));
    document.addEventListener("toggle", scrollers, true); // what was folded had no width
    document.addEventListener("click", () => setTimeout(scrollers));
  });
})();
