// The keyboard of the zone-conduit matrix: arrows, Home, End and Page move, Enter opens, Escape comes back.
// One listener for ten thousand cells; only the cell with the focus can be tabbed to and has a name.
class HfMatrix extends HTMLElement {
  constructor() {
    super();
    // Here and not where it is put into the page: it is taken out and put in again with its table.
    this.at = [0, 0];
    this.addEventListener('keydown', e => this.key(e));
    this.addEventListener('click', e => { const td = e.target.closest('td'); if (td) this.open(td, false); });
    this.addEventListener('focusin', e => { const td = e.target.closest('td'); if (td) this.mark(td); });
    this.escape = e => { if (e.key === 'Escape' && !this.contains(e.target) && e.target.closest('.hf-side')) this.focusCell(); };
    this.watch = new MutationObserver(() => this.ready());
  }
  connectedCallback() {
    document.addEventListener('keydown', this.escape);
    this.watch.observe(this, { childList: true });
    this.ready();
  }
  disconnectedCallback() { document.removeEventListener('keydown', this.escape); this.watch.disconnect(); }
  get body() { return this.querySelector('tbody'); }
  ready() {
    if (!this.body) return;
    this.heads = [...this.querySelectorAll('thead th')].slice(1).map(h => h.textContent);
    const wanted = [this.heads.indexOf(this.dataset.to), this.heads.indexOf(this.dataset.from)];
    this.at = [Math.max(0, wanted[1]), Math.max(0, wanted[0])];
    const td = this.cell();
    if (td) { this.mark(td); if (this.dataset.from && wanted[0] >= 0 && wanted[1] >= 0) td.classList.add('selected'); }
  }
  cell(row = this.at[0], column = this.at[1]) { return this.body?.rows[row]?.cells[column + 1]; }
  focusCell() { const td = this.cell(); if (td) { this.mark(td); td.focus(); td.scrollIntoView({ block: 'nearest', inline: 'nearest' }); } }
  mark(td) {
    const row = td.parentNode.sectionRowIndex, column = td.cellIndex - 1;
    const before = this.querySelector('td[tabindex]');
    if (before && before !== td) { before.removeAttribute('tabindex'); before.removeAttribute('aria-label'); }
    this.at = [row, column];
    td.tabIndex = 0;
    const count = (td.textContent.match(/\d+/) || ['0'])[0];
    td.setAttribute('aria-label', (this.dataset.words || '').replace('{0}', this.heads[row]).replace('{1}', this.heads[column])
      .replace('{2}', this.dataset[td.dataset.v] || '').replace('{3}', count));
    for (const th of this.querySelectorAll('th.here')) th.classList.remove('here');
    td.parentNode.cells[0].classList.add('here');
    this.querySelector('thead tr').cells[column + 1].classList.add('here');
  }
  open(td, byKey) {
    this.mark(td);
    this.querySelector('td.selected')?.classList.remove('selected');
    td.classList.add('selected');
    if (!byKey) td.focus({ preventScroll: true });
    this.dispatchEvent(new CustomEvent('hf-open', { detail: { from: this.heads[this.at[0]], to: this.heads[this.at[1]], key: byKey } }));
  }
  key(e) {
    const td = e.target.closest('td');
    if (!td || e.altKey || e.metaKey) return;
    const last = this.heads.length - 1, page = 10;
    let [row, column] = this.at;
    switch (e.key) {
      case 'ArrowUp': row--; break;
      case 'ArrowDown': row++; break;
      case 'ArrowLeft': column--; break;
      case 'ArrowRight': column++; break;
      case 'PageUp': row -= page; break;
      case 'PageDown': row += page; break;
      case 'Home': column = 0; if (e.ctrlKey) row = 0; break;
      case 'End': column = last; if (e.ctrlKey) row = last; break;
      case 'Enter': case ' ': e.preventDefault(); this.open(td, true); return;
      default: return;
    }
    e.preventDefault();
    this.at = [Math.min(last, Math.max(0, row)), Math.min(last, Math.max(0, column))];
    this.focusCell();
  }
}
customElements.define('hf-matrix', HfMatrix);
