/* Every text of the page that can be seen or is read aloud, shadow trees included. */
(() => {
  const found = [];
  const NAMED = ["aria-label", "title", "placeholder", "alt"];
  // The other language's words, what people wrote, keys, texts that our own words cover, icons.
  const isOther = (node) => node.closest("[lang=en], bdi, kbd, [data-own], [data-testid=stIconMaterial]");
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const inCode = (node) => ["SCRIPT", "STYLE", "NOSCRIPT"].includes(node.tagName);
  const walk = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) walk(node.shadowRoot);
      if (inCode(node) || !seen(node)) continue;
      for (const name of NAMED) {
        if (node.getAttribute(name)) found.push({ text: node.getAttribute(name), as: name });
      }
      if (isOther(node)) continue;
      for (const child of node.childNodes) {
        const text = child.nodeType === Node.TEXT_NODE ? child.textContent.trim() : "";
        if (text) found.push({ text, as: "text" });
      }
    }
  };
  walk(document);
  found.push({ text: document.title, as: "title" });
  return found;
})();
