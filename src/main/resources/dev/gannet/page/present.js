  const present = (kind, documents) => {
    if (!kind.each) return kind.required.every(one => documents.some(doc => find(one, doc).length > 0));
    const items = documents.flatMap(doc => find(kind.each, doc));
    return items.length > 0 && items.every(item => kind.required.every(one => find(one, item).length > 0));
  };
