// The frame of the shop: routes, header, consent banner. A link inside the shop never loads a new document.
import { api, h } from '/dom.js';
import * as pages from '/pages.js';

const routes = [
  [/^\/$/, pages.list],
  [/^\/p\/([1-9]\d*)$/, pages.product],
  [/^\/login$/, pages.login],
  [/^\/orders$/, pages.orders],
  [/^\/long$/, pages.long],
  [/^\/(?:cookies|cart|admin)$/, pages.plain],
  [/^/, pages.missing],
];

const account = h('span.session');
const place = h('div', { id: 'view' });
const canonical = h('link', { rel: 'canonical', href: location.href });
let turn = 0;

async function greet() {
  const { user } = await api('me');
  account.replaceChildren(...(user
    ? [h('a.account', { href: '/orders' }, user), h('button.logout', { click: logout }, 'Log out')]
    : [h('a.sign-in', { href: '/login' }, 'Log in')]));
}

async function logout() {
  await api('logout', {});
  await greet();
  go('/');
}

function go(address, replace = false) {
  history[replace ? 'replaceState' : 'pushState']({}, '', address);
  scrollTo(0, 0);
  return show();
}

/** Shows the page of the present address; an older turn that answers late is dropped. */
async function show() {
  const mine = ++turn;
  const stillHere = () => mine === turn;
  const path = location.pathname;
  const [pattern, page] = routes.find(([pattern]) => pattern.test(path));
  place.replaceChildren(h('p.spinner', { role: 'status' }, 'Loading…'));
  let result;
  try {
    result = await page({ path, parts: pattern.exec(path).slice(1), query: new URLSearchParams(location.search), go, greet });
  } catch (failure) {
    result = pages.broken(failure);
  }
  if (!stillHere()) return;
  if (result.redirect) return go(result.redirect, true);
  document.title = result.title;
  canonical.href = result.canonical || location.pathname;
  place.replaceChildren(result.view);
  result.shown?.(stillHere);
}

function follow(event) {
  const link = event.target.closest?.('a[href]');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.defaultPrevented;
  if (!link || !plain || link.origin !== location.origin) return;
  event.preventDefault();
  go(link.href);
}

function askConsent() {
  if (document.cookie.includes('consent=yes')) return;
  const accept = () => {
    document.cookie = 'consent=yes; path=/; max-age=31536000; samesite=lax';
    banner.remove();
  };
  const banner = h('div.consent', { role: 'dialog', 'aria-label': 'Cookies' },
    h('div', {},
      h('p', {}, 'This shop keeps two cookies, both its own.'),
      h('button.accept-cookies', { click: accept }, 'Fine')));
  document.body.append(banner);
}

document.head.append(canonical);
document.body.append(
  h('header', {}, h('a.brand', { href: '/' }, 'Bird Rock Store'), account),
  place,
  h('footer', {}, ['/long', '/cookies', '/cart', '/admin'].map(path => h('a', { href: path }, path.slice(1)))));
document.addEventListener('click', follow);
addEventListener('popstate', show);
askConsent();
await greet();
await show();
