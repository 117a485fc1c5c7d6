// Runs on demand in the page's own world, because elements can be handed to the driver only from there. Answers with the
// elements that a selector finds, as soon as there are any (or none any more), with null when the time is over; without a
// selector, when the document changes.
const [selector, shown, gone, cap, answer] = arguments;
const started = performance.now();
const observer = new MutationObserver(() => check());
let timer = 0, over = false;
const finish = what => { over = true; clearTimeout(timer); observer.disconnect(); answer(what); };
const check = () => {
  if (over) return;
  clearTimeout(timer);
  const left = cap - (performance.now() - started);
  if (selector) {
    const found = find(selector, document).filter(element => !shown || visible(element)).slice(0, 50);
    if (gone ? !found.length : found.length) return finish({ found });
  } else if (timer) {
    return finish({ found: [] });
  }
  if (left <= 0) return finish({ found: null });
  timer = setTimeout(check, Math.min(250, left));
};
observer.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
check();
