// What the floor page cannot do from the server: keep the browser from scrolling on the grid's keys, single-key shortcuts, the address.
window.supervisor = Object.assign(window.supervisor ?? {}, (() => {
  const gridKeys = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown', 'Enter', ' ']);
  const typing = element => element.matches('input, textarea, select, [contenteditable]');

  document.addEventListener('keydown', e => {
    if (e.target.matches?.('[role=grid], [role=treegrid]') && gridKeys.has(e.key)) e.preventDefault();
    if (e.target.id === 'floor-grid' && e.key.toLowerCase() === 'a' && (e.ctrlKey || e.metaKey)) e.preventDefault();
    const search = document.getElementById('floor-search');
    if (!search) return;
    if (e.key === 'Escape' && e.target === search) {
      e.preventDefault();
      search.value = '';
      search.dispatchEvent(new Event('input', { bubbles: true }));
      return;
    }
    if (e.ctrlKey || e.altKey || e.metaKey || typing(e.target) || document.querySelector('dialog[open], [role=dialog]:not([popover]), [popover]:popover-open')) return;
    // also before the focus has arrived in the drawer
    if (e.key === 'Escape' && !e.target.closest?.('.drawer')) (document.querySelector('.drawer-close') ?? document.querySelector('[data-clear-selection]'))?.click();
    if (!singleKeys()) return;
    const replay = { ' ': 'play', ',': 'back', '.': 'forward' }[e.key], button = replay && document.querySelector(`[data-replay="${replay}"]`);
    if (button && !(e.key === ' ' && hasSpace(e.target))) { e.preventDefault(); button.click(); }
    else if (e.key === '?') help();
    else if (e.key === '/') { e.preventDefault(); search.focus(); search.select(); }
    else if (e.key >= '1' && e.key <= '9') document.querySelector(`[data-tile="${e.key}"]`)?.click();
  });

  // picking rows leaves the keyboard in the grid, and no text behind that looks selected
  document.addEventListener('mousedown', e => {
    const grid = e.target.closest?.('#floor-grid');
    if (!grid || !(e.shiftKey ? e.target.closest('.fr') : e.target.closest('.c-pick'))) return;
    e.preventDefault();
    grid.focus({ preventScroll: true });
  });

  // a button that is pressed away takes the keyboard with it: the grid gets it
  document.addEventListener('click', e => {
    const button = e.target.closest?.('.chips button, [data-clear-selection], .floor-empty button');
    if (!button) return;
    const watch = new MutationObserver(() => {
      if (button.isConnected) return;
      watch.disconnect();
      if (document.activeElement === document.body) document.getElementById('floor-grid')?.focus({ preventScroll: true });
    });
    watch.observe(document.getElementById('main'), { childList: true, subtree: true });
    setTimeout(() => watch.disconnect(), 3000);
  });

  // what the space bar presses by itself, and the grid's headings
  const hasSpace = element => element.matches('button, a, summary') || element.getAttribute('aria-activedescendant')?.startsWith('fh-');

  // this page's own memory: it is about the person's hands, not about the account
  function singleKeys() { return localStorage.getItem('single-keys') !== 'off'; }

  function help() {
    document.getElementById('single-keys').checked = singleKeys();
    document.getElementById('shortcut-help').showModal();
  }

  document.addEventListener('click', e => { if (e.target.closest('[data-shortcut-help]')) help(); });
  document.addEventListener('change', e => { if (e.target.id === 'single-keys') localStorage.setItem('single-keys', e.target.checked ? 'on' : 'off'); });

  // a menu opens below its button, on the side where there is room
  document.addEventListener('beforetoggle', e => {
    const panel = e.target;
    if (e.newState !== 'open' || !panel.classList?.contains('menu-panel')) return;
    const button = document.querySelector(`[popovertarget="${panel.id}"]`).getBoundingClientRect(), right = button.left > innerWidth / 2;
    panel.style.top = `${button.bottom + 4}px`;
    panel.style.left = right ? 'auto' : `${Math.max(8, Math.min(button.left, innerWidth - 388))}px`;
    panel.style.right = right ? `${Math.max(8, innerWidth - button.right)}px` : 'auto';
  }, true);

  const told = ':is(.c-agent, .c-state, .c-team, .c-call)';
  const isCut = cell => [cell, ...cell.children].some(part => part.clientWidth > 0 && (part.scrollWidth > part.clientWidth || part.scrollHeight > part.clientHeight + 1));
  const wordsOf = cell => [...cell.childNodes].map(part => part.textContent.trim()).filter(text => text).join(' ');

  // A cell that is too narrow tells the rest to who points at it: here, and not with each row, which would be sent for every row that is scrolled by.
  document.addEventListener('mouseover', e => {
    const cell = e.target.closest?.(`.fr > ${told}`);
    if (!cell) return;
    if (isCut(cell)) cell.title = wordsOf(cell); else cell.removeAttribute('title');
  });

  // The keyboard has nothing to ask with: the line it stands on tells by itself, as long as it stands there. What is read out is whole anyway.
  const tip = Object.assign(document.createElement('div'), { className: 'cell-tip', ariaHidden: 'true' });
  const line = new MutationObserver(tell);

  function tell() {
    line.disconnect();
    const grid = document.querySelector('#floor-grid:focus-visible'), row = grid && document.getElementById(grid.getAttribute('aria-activedescendant'));
    const cut = row?.matches('.fr') ? [...row.querySelectorAll(`:scope > ${told}`)].filter(isCut) : [];
    if (row) line.observe(row, { subtree: true, childList: true, characterData: true });
    const at = row?.getBoundingClientRect(), seen = grid?.getBoundingClientRect();
    if (cut.length === 0 || at.top < seen.top || at.top > seen.bottom) { tip.remove(); return; }
    const words = cut.map(wordsOf).join(' \u00b7 ');
    if (tip.textContent !== words) tip.textContent = words;
    if (!tip.isConnected) document.body.append(tip);
    tip.style.left = `${Math.max(8, Math.min(cut[0].getBoundingClientRect().left, innerWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${at.bottom + 2 + tip.offsetHeight > innerHeight ? at.top - tip.offsetHeight - 2 : at.bottom + 2}px`;
  }

  for (const change of ['focusin', 'focusout']) document.addEventListener(change, e => { if (e.target.id === 'floor-grid') requestAnimationFrame(tell); });
  document.addEventListener('scroll', e => { if (e.target.id === 'floor-grid') tell(); }, true);
  new MutationObserver(tell).observe(document.documentElement, { subtree: true, attributeFilter: ['aria-activedescendant'] });

  document.addEventListener('click', e => {
    if (!e.target.closest('[data-fullscreen]')) return;
    if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen();
  });

  // what had the focus when a panel came over the page
  const left = [];

  // the row that each grid was last asked to show, and the room its rows had then
  const shown = new WeakMap(), gridOf = new WeakMap();

  function roomOf(grid) {
    const bar = document.querySelector('.selection-bar')?.offsetHeight ?? 0;
    return grid.clientHeight - grid.querySelector('.head').offsetHeight - (bar && bar + 20);
  }

  function show(grid, top, height, room) {
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + height > grid.scrollTop + room) grid.scrollTop = top + height - room;
  }

  // chips or a notice that come above a grid take room from it, and so does the bar of a selection, for which its rows get room below: the row that was in view stays in view
  const resized = new ResizeObserver(entries => {
    for (const { target } of entries) {
      const grid = gridOf.get(target), { top, height, room } = shown.get(grid), now = roomOf(grid);
      if (top >= grid.scrollTop && top + height <= grid.scrollTop + room) show(grid, top, height, now);
      shown.set(grid, { top, height, room: now });
    }
  });

  return {
    // Scrolls row `index` of the grid into view; answers how many rows fit.
    reveal(gridId, index, rowHeight) {
      const grid = document.getElementById(gridId);
      if (!grid) return 1;
      const top = index * rowHeight, room = roomOf(grid);
      show(grid, top, rowHeight, room);
      shown.set(grid, { top, height: rowHeight, room });
      for (const [part, box] of [[grid, 'content-box'], [grid.querySelector('.body'), 'border-box']].filter(([part]) => part)) {
        gridOf.set(part, grid);
        resized.observe(part, { box });
      }
      return Math.max(1, Math.floor(room / rowHeight));
    },
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? null,
    enter(element) {
      left.push(document.activeElement);
      element.focus();
    },
    // back to where it was; to the heading where that is gone, or goes with what was done in the panel
    leave(heading) {
      const before = left.pop(), now = document.activeElement;
      // the page has brought it somewhere itself
      if (now !== document.body && !now.closest('[role=dialog]')) return;
      const back = before?.isConnected && !before.disabled && before !== document.body ? before : heading;
      back?.focus();
      if (back === heading) return;
      const going = new MutationObserver(() => {
        if (back.isConnected) return;
        going.disconnect();
        if (document.activeElement === document.body) heading?.focus();
      });
      going.observe(document.body, { subtree: true, childList: true });
      document.addEventListener('focusin', () => going.disconnect(), { once: true });
    },
    // an element that may just be being rendered
    focusOn(id) { document.getElementById(id)?.focus(); },
    replaceQuery(query) {
      history.replaceState(history.state, '', location.pathname + query);
    },
  };
})());
