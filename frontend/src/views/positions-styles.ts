import { css } from "lit";

/** How the list of positions looks: a table, or cards where there is no room for one. */
export const looks = css`
  :host {
    container-type: inline-size;
    display: block;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-bottom: 16px;
  }
  .tools > input {
    flex: 1 1 180px;
    width: auto;
  }
  .sorter {
    display: none;
  }
  /* Rows are grids: what lies outside of the window is neither laid out nor painted */
  table,
  thead,
  tbody {
    display: block;
  }
  tr {
    align-items: center;
    display: grid;
    grid-template-columns: 36px minmax(132px, 1.7fr) repeat(5, minmax(0, 1fr)) minmax(0, 1.25fr) repeat(2, minmax(0, 1.05fr)) minmax(0, 0.7fr) 44px;
  }
  tbody tr {
    border-top: 1px solid var(--th-line);
    contain-intrinsic-size: auto 61px;
    content-visibility: auto;
  }
  th {
    font-weight: 500;
    padding: 0;
    text-align: start;
  }
  th button {
    background: none;
    border: 0;
    color: var(--th-soft);
    cursor: pointer;
    font-size: 12px;
    font-weight: 500;
    min-height: 48px;
    padding: 6px 4px;
    text-align: inherit;
    width: 100%;
  }
  th.number,
  td.number {
    text-align: end;
    white-space: normal;
  }
  td {
    font-size: 13px;
    overflow-wrap: anywhere;
    padding: 8px 4px;
  }
  td.name {
    font-size: 14px;
  }
  .pick label {
    align-items: center;
    cursor: pointer;
    display: flex;
    height: 44px;
    justify-content: center;
    width: 36px;
  }
  .pick {
    padding: 0;
  }
  .pick input {
    accent-color: var(--th-link);
    height: 18px;
    width: 18px;
  }
  td.more {
    padding: 0;
    text-align: end;
  }
  .name a {
    color: inherit;
    font-weight: 500;
    text-decoration: none;
  }
  .small {
    display: block;
    font-size: 12px;
    margin-top: 2px;
    overflow-wrap: anywhere;
  }
  .small:empty {
    display: none;
  }
  .strong {
    font-weight: 700;
  }
  .totals {
    border-top: 2px solid var(--th-line);
  }
  .totals dl {
    display: grid;
    gap: 8px 16px;
    grid-template-columns: repeat(auto-fit, minmax(110px, 1fr));
    margin: 0;
    padding: 12px 16px;
  }
  .totals dl + dl {
    border-top: 1px solid var(--th-line);
  }
  dd {
    font-weight: 500;
    margin: 2px 0 0;
    white-space: normal;
  }
  .chosen {
    align-items: center;
    box-shadow: 0 2px 12px rgb(0 0 0 / 25%);
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    inset-block-end: calc(8px + env(safe-area-inset-bottom, 0px));
    margin-top: 12px;
    padding: 8px 12px;
    position: sticky;
    z-index: 2;
  }
  .chosen .button {
    min-height: 44px;
    padding-inline: 14px;
  }
  .space {
    flex: 1;
  }
  @container (max-width: 940px) {
    .sorter {
      display: block;
      flex: 1 1 120px;
    }
    thead {
      clip-path: inset(50%);
      position: absolute;
    }
    tr {
      align-items: start;
      gap: 8px 12px;
      grid-template-columns: repeat(auto-fill, minmax(96px, 1fr));
      padding: 12px 16px;
    }
    .list {
      overflow-x: clip;
    }
    tbody tr {
      contain-intrinsic-size: auto 240px;
      touch-action: pan-y;
    }
    /* What a pull does stands beside the card and comes into sight with it */
    tr[data-swipe] {
      content-visibility: visible;
    }
    tr[data-swipe]::before {
      align-items: center;
      background: var(--th-button);
      color: #fff;
      content: var(--swipe-right);
      display: flex;
      font-weight: 500;
      inset-block: 0;
      justify-content: end;
      opacity: 0.6;
      padding-inline: 20px;
      position: absolute;
      right: 100%;
      width: 132px;
    }
    tr[data-swipe="left"]::before {
      background: var(--th-danger);
      content: var(--swipe-left);
      justify-content: start;
      left: 100%;
      right: auto;
    }
    tr[data-acts]::before {
      opacity: 1;
    }
    tbody tr:first-child {
      border: 0;
    }
    td,
    td.pick,
    td:first-child {
      display: block;
      padding: 0;
      text-align: start !important;
    }
    td[data-label]::before {
      color: var(--th-soft);
      content: attr(data-label);
      display: block;
      font-size: 12px;
    }
    td.pick {
      inset-block-start: 4px;
      inset-inline-start: 6px;
      position: absolute;
      z-index: 1;
    }
    td.name {
      grid-column: 1 / -1;
      padding-inline: 30px 40px;
    }
    td.more {
      inset-block-start: 8px;
      inset-inline-end: 8px;
      position: absolute;
      z-index: 1;
    }
  }
`;
