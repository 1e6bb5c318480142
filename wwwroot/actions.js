// What the dialog of actions cannot do from the server: be shown as a modal one, take the focus, and be walked through by arrows.
window.supervisorActions = (() => {
  const enter = dialog => requestAnimationFrame(() => {
    const first = dialog.querySelector('form input:not([type=radio]), form select') ?? dialog.querySelector('[data-action-menu] button:not([aria-disabled])') ?? dialog.querySelector('h2');
    first?.focus();
  });

  const singleKeys = () => localStorage.getItem('single-keys') !== 'off';

  document.addEventListener('keydown', e => {
    const menu = e.target.closest?.('[data-action-menu]');
    if (menu && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
      const all = [...menu.querySelectorAll('button')], at = all.indexOf(e.target);
      all[(at + (e.key === 'ArrowDown' ? 1 : -1) + all.length) % all.length].focus();
      e.preventDefault();
      return;
    }
    if (e.target.id !== 'floor-grid') return;
    // the server knows the active row, in the order of the keys; here only what a person has switched off, and the browser's own menu
    if (e.key === 'a' && !e.ctrlKey && !e.altKey && !e.metaKey && !singleKeys()) e.stopPropagation();
    else if (e.key === 'ContextMenu' || (e.key === 'F10' && e.shiftKey)) e.preventDefault();
  }, true);

  // the key opens our menu, not the browser's
  document.addEventListener('contextmenu', e => { if (e.target.id === 'floor-grid' && e.button !== 2) e.preventDefault(); });

  return {
    show(dialog) { if (!dialog.open) dialog.showModal(); enter(dialog); },
    close(dialog) { dialog.close(); },
  };
})();
