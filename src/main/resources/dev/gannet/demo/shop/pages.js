// One function per page: it fetches what it needs and gives back what is to be shown.
import { api, Failure, h, money } from '/dom.js';

export async function list({ query }) {
  const number = Number(query.get('page') || 1);
  const { page, pages, items } = await api('products?page=' + number);
  return {
    title: page === 1 ? 'Bird Rock Store' : 'Page ' + page + ' · Bird Rock Store',
    canonical: page === 1 ? '/' : '/?page=' + page,
    view: h('main.list', {},
      h('h1', {}, 'Things for a house by the sea'),
      h('ul.products', {}, items.map(card)),
      h('nav.paging', {},
        page > 1 ? h('a.previous', { href: '/?page=' + (page - 1), rel: 'prev' }, '← Previous') : null,
        h('span.position', {}, 'Page ' + page + ' of ' + pages),
        page < pages ? h('a.next', { href: '/?page=' + (page + 1), rel: 'next' }, 'Next →') : null)),
  };
}

const card = item => h('li.product', {},
  h('a', { href: '/p/' + item.number },
    picture(item),
    h('span.title', {}, item.title),
    h('span.price', {}, money(item.price))));

const picture = item => h('img', { src: '/img/' + item.number + '.svg', alt: '', width: 240, height: 240 });

export async function product({ parts: [number] }) {
  const item = await api('products/' + number);
  const reviews = h('section.reviews', {}, h('h2', {}, 'Reviews'), h('p.waiting', {}, 'Loading reviews…'));
  return {
    title: item.title + ' · Bird Rock Store',
    canonical: '/p/' + item.number,
    view: h('main.product', { 'data-sku': item.sku },
      h('nav.trail', {}, h('a', { href: '/' }, 'All things')),
      h('div.offer', {},
        picture(item),
        h('div', {},
          h('h1', {}, item.title),
          h('p.price', {}, money(item.price)),
          h('p.availability', {}, h('span.stock', {}, String(item.stock)), ' in stock'),
          h('table.specs', {}, h('tbody', {}, item.specs.map(spec =>
            h('tr', {}, h('th', {}, spec.name), h('td', {}, spec.value))))))),
      h('script', { type: 'application/ld+json' }, JSON.stringify(described(item))),
      reviews,
      item.next ? h('a.next-product', { href: '/p/' + item.next }, 'Next thing →') : null),
    // Reviews come later, by a request of their own, as they do in many shops.
    shown: stillHere => setTimeout(async () => {
      const found = await api('products/' + number + '/reviews');
      if (stillHere()) reviews.replaceChildren(h('h2', {}, 'Reviews'), ...found.map(review));
    }, item.reviewsAfter),
  };
}

/** What search engines are told of a thing. */
const described = item => ({
  '@context': 'https://schema.org',
  '@type': 'Product',
  name: item.title,
  sku: item.sku,
  brand: { '@type': 'Brand', name: 'Bird Rock' },
  offers: { '@type': 'Offer', price: item.price, priceCurrency: 'EUR' },
});

const review = ({ who, stars, text }) => h('article.review', {},
  h('b.who', {}, who),
  h('span.stars', { 'data-stars': stars, title: stars + ' of 5' }, '★'.repeat(stars) + '☆'.repeat(5 - stars)),
  h('p.text', {}, text));

export async function login({ go, greet }) {
  const problem = h('p.error', { hidden: '', role: 'alert' });
  const submit = async event => {
    event.preventDefault();
    problem.remove();
    const answer = await api('login', new FormData(form));
    if (answer.error) {
      problem.textContent = answer.error;
      problem.hidden = false;
      form.append(problem);
      return;
    }
    await greet();
    go('/orders');
  };
  const form = h('form', { id: 'login', submit },
    h('label', { for: 'user' }, 'User'), h('input', { id: 'user', name: 'user', autocomplete: 'username' }),
    h('label', { for: 'pass' }, 'Password'),
    h('input', { id: 'pass', name: 'password', type: 'password', autocomplete: 'current-password' }),
    h('button', { type: 'submit' }, 'Log in'));
  return {
    title: 'Log in · Bird Rock Store',
    view: h('main.login', {}, h('h1', {}, 'Log in'), h('p.hint', {}, 'Try demo with demo-pass.'), form),
  };
}

export async function orders() {
  try {
    const found = await api('orders');
    return {
      title: 'Orders · Bird Rock Store',
      view: h('main.orders', {},
        h('h1', {}, 'Your orders'),
        h('table', {},
          h('thead', {}, h('tr', {}, h('th', {}, 'Order'), h('th', {}, 'Date'), h('th', {}, 'Total'))),
          h('tbody', {}, found.map(order => h('tr.order', {},
            h('td.number', {}, order.number),
            h('td.date', {}, h('time', { datetime: order.date }, order.date)),
            h('td.total', {}, money(order.total))))))),
    };
  } catch (failure) {
    if (failure.status === 401) return { redirect: '/login' };
    throw failure;
  }
}

export async function long() {
  const rows = h('div.rows');
  return {
    title: 'A long page · Bird Rock Store',
    view: h('main.long', {}, h('h1', {}, 'A long page'), rows),
    shown: async stillHere => {
      for (let from = 1; from && stillHere();) {
        const chunk = await api('rows?from=' + from);
        rows.append(...chunk.rows.map(text => h('div.row', {}, text)));
        from = chunk.next;
      }
      rows.dataset.complete = 'true';
    },
  };
}

export async function plain({ path }) {
  const texts = {
    '/cookies': ['Cookies', 'One cookie remembers that you were asked, one that you are logged in. That is all.'],
    '/cart': ['Cart', 'Your cart is empty. Robots are asked to stay away from this page.'],
    '/admin': ['Office', 'For the people who run the shop. Robots are asked to stay away from this page.'],
  };
  const [heading, text] = texts[path];
  return { title: heading + ' · Bird Rock Store', view: h('main.plain', {}, h('h1', {}, heading), h('p', {}, text)) };
}

export async function missing() {
  throw new Failure(404);
}

export const broken = failure => ({
  title: 'Nothing here · Bird Rock Store',
  view: h('main.missing', {},
    h('h1', {}, failure.status === 404 ? 'There is nothing here' : 'That did not work'),
    h('p', {}, h('a', { href: '/' }, 'Back to the shop'))),
});
