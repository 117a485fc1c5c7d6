// What a selector finds: {css}, {text, contains} or {first: [...]}.
const fold = text => String(text || '').replace(/\s+/g, ' ').trim();
const within = (root, css) => [...(root.nodeType === 9 ? Document : Element).prototype.querySelectorAll.call(root, css)];
const find = (selector, root) => {
  if (selector.first) {
    for (const choice of selector.first) { const found = find(choice, root); if (found.length) return found; }
    return [];
  }
  if (selector.css) return within(root, selector.css);
  const said = text => selector.contains ? text.includes(selector.text) : text === selector.text;
  const hit = element => said(fold(element.textContent));
  const out = [];
  for (const element of within(root, 'body *:not(script):not(style)')) {
    if (hit(element) && ![...element.children].some(hit)) out.push(element);
  }
  for (const input of within(root, 'input[type=submit],input[type=button]')) {
    if (said(fold(input.value))) out.push(input);
  }
  return out;
};
const visible = element => {
  const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  return box.width > 0 && box.height > 0 && style.visibility !== 'hidden' && style.display !== 'none';
};
