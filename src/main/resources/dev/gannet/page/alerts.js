  // What the page says to who filled in its form: aloud, as it would to a screen reader, or by the looks of it; and whether a
  // form is there still.
  const LONGEST = 300;
  const ALOUD = '[role=alert],[role=alertdialog],[aria-live=assertive]';
  const BY_LOOKS = '[class*=error i],[class*=invalid i],[class*=alert i],[class*=danger i],[class*=warning i],[class*=flash i],[aria-live=polite],[role=status]';
  const CONTROLS = 'button,a,select,textarea,script,style,noscript';
  const TEXT_FIELDS = 'input[type=password],form input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=search]):not([type=checkbox])';
  const alerts = () => {
    const documents = views(window, true).map(view => view.document).filter(root);
    const all = css => documents.flatMap(doc => find({ css }, doc)).filter(visible);
    const says = css => [...new Set(all(css).map(one => parts.contentOf(one).replace(/\s+/g, ' ').trim()).filter(text => text && text.length <= LONGEST))];
    const fields = all(TEXT_FIELDS);
    // Texts beside the form, whatever their class. Callers ignore labels because they were there before.
    const places = [...new Set(fields.map(field => field.closest('form') || field.parentElement).map(one => one && (one.parentElement || one)))];
    const near = places.flatMap(place => [...place.querySelectorAll('*')].filter(one => !one.firstElementChild && !one.closest(CONTROLS) && visible(one)))
      .map(one => parts.contentOf(one).replace(/\s+/g, ' ').trim()).filter(text => text && text.length <= LONGEST);
    // Error sentences are longer than labels.
    near.sort((one, other) => other.length - one.length);
    return { aloud: says(ALOUD), looks: [...new Set(says(BY_LOOKS).concat(near))], form: fields.length > 0 };
  };
