// Answers when the document changes, or the time is over.
const [cap, answer] = arguments;
let timer = 0;
const changed = new MutationObserver(() => done());
const done = () => { changed.disconnect(); clearTimeout(timer); answer(null); };
changed.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
timer = setTimeout(done, cap);
