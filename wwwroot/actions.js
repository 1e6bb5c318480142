// What the dialog of actions cannot do from the server: be shown as a modal one, take the focus, and be opened by keys from the active row of the grid.
window.supervisorActions = (() => {
  const enter = dialog => requestAnimationFrame(() => {
    const first = dialog.querySelector('form input:not([type=radio]), form select') ?? dialog.querySelector('[data-action-menu] button:not([aria-disabled])') ?? dialog.querySelector('h2');
    first?.focus();
  });

  const activeRow = grid => document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
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
    const asked = e.key === 'ContextMenu' || (e.key === 'F10' && e.shiftKey) || (e.key === 'a' && !e.ctrlKey && !e.altKey && !e.metaKey && singleKeys());
    const button = asked && activeRow(e.target)?.querySelector('[data-actions]');
    if (!button) return;
    e.preventDefault();
    button.click();
  });

  // the key opens our menu, not the browser's
  document.addEventListener('contextmenu', e => { if (e.target.id === 'floor-grid' && e.button !== 2) e.preventDefault(); });

  return {
    show(dialog) { if (!dialog.open) dialog.showModal(); enter(dialog); },
    enter,
    close(dialog) { dialog.close(); },
  };
})();
