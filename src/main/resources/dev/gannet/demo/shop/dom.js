// The few words that the pages are written in: elements, links, and data from the API.

/** Makes an element: h('a.next', {href: '/'}, 'Next'). Texts are texts, never markup. */
export function h(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

/** A failure that has a page of its own. */
export class Failure extends Error {
  constructor(status) {
    super('status ' + status);
    this.status = status;
  }
}

export async function api(path, form) {
  const options = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
  const response = await fetch('/api/' + path, options);
  const data = await response.json();
  if (!response.ok && !form) throw new Failure(response.status);
  return data;
}

export const money = amount =>
  '€ ' + Number(amount).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
