// The shell without a circuit: theme, menu and language. Delegated from the document, so that it outlives enhanced navigation.
(() => {
  const year = 365 * 24 * 60 * 60;

  function choose(theme) {
    document.cookie = `theme=${theme}; path=/; max-age=${year}; samesite=lax`;
    document.documentElement.dataset.theme = theme;
    for (const sheet of document.querySelectorAll('link[data-scheme]')) {
      const scheme = sheet.dataset.scheme;
      sheet.media = theme === 'system' ? `(prefers-color-scheme: ${scheme})` : theme === scheme ? 'all' : 'not all';
    }
  }

  function toggle(button, open) {
    button.setAttribute('aria-expanded', open);
    document.getElementById(button.dataset.toggle)?.classList.toggle('open', open);
  }

  document.addEventListener('change', e => { if (e.target.matches('[data-theme-switch]')) choose(e.target.value); });
  // Blazor follows a link within the page by itself, and leaves the focus where it was
  document.addEventListener('click', e => { if (e.target.closest('.skip')) document.getElementById('main').focus(); });
  document.addEventListener('click', e => {
    const button = e.target.closest('[data-toggle]');
    if (button) toggle(button, button.getAttribute('aria-expanded') !== 'true');
    else for (const other of document.querySelectorAll('[data-toggle][aria-expanded=true]'))
      if (!e.target.closest('#' + other.dataset.toggle) || e.target.closest('a')) toggle(other, false);
  });
  // a page may have changed its address since it was made
  document.addEventListener('submit', e => {
    if (e.target.matches('[data-returns]')) e.target.elements.returnUrl.value = location.pathname + location.search;
  });
  document.addEventListener('keydown', e => {
    const open = e.key === 'Escape' && document.querySelector('[data-toggle][aria-expanded=true]');
    if (open) { toggle(open, false); open.focus(); }
  });
})();
