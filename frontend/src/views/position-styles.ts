import { css } from "lit";

/** How the page of a position looks, on a desk and on a phone. */
export const looks = css`
  :host {
    display: grid;
    gap: 16px;
  }
  .head {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .space {
    flex: 1;
  }
  .facts {
    display: grid;
    gap: 12px 16px;
    grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
    margin: 0;
    padding: 16px;
  }
  dt {
    font-size: 12px;
  }
  dd {
    margin: 2px 0 0;
  }
  .strong {
    font-weight: 700;
  }
  .note-inline {
    font-size: 12px;
  }
  .danger-note {
    align-items: center;
    border: 2px solid var(--th-danger);
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    justify-content: space-between;
    margin: 0;
    padding: 12px 16px;
  }
  .quick {
    display: flex;
    gap: 8px;
    justify-content: flex-end;
  }
  .facts .number,
  td.number {
    overflow-wrap: anywhere;
    white-space: normal;
  }
  section {
    overflow: hidden;
    padding: 16px;
  }
  .bar {
    align-items: center;
    display: flex;
    justify-content: space-between;
  }
  ul,
  ol {
    list-style: none;
    margin: 8px 0 0;
    padding: 0;
  }
  [data-story] li {
    flex-wrap: nowrap;
  }
  [data-story] li > span {
    overflow-wrap: anywhere;
  }
  time {
    flex: none;
    text-align: end;
  }
  .end {
    text-align: end;
  }
  table {
    border-collapse: collapse;
    margin-top: 8px;
    width: 100%;
  }
  th {
    color: var(--th-soft);
    font-size: 12px;
    font-weight: 500;
    padding: 4px 0;
    text-align: start;
  }
  td {
    border-top: 1px solid var(--th-line);
    padding-block: 10px;
    padding-inline: 0 12px;
    vertical-align: top;
  }
  td b {
    font-weight: 500;
  }
  @media (max-width: 700px) {
    :host {
      padding-bottom: 72px;
    }
    /* Within reach of a thumb, wherever one has scrolled to */
    .quick {
      background: var(--ha-card-background, var(--card-background-color));
      border-top: 1px solid var(--th-line);
      inset-block-end: 0;
      inset-inline: 0;
      padding: 10px 16px calc(10px + env(safe-area-inset-bottom, 0px));
      position: fixed;
      z-index: 2;
    }
    .quick .button {
      flex: 1;
      min-height: 48px;
      padding: 8px;
    }
    .facts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    [data-fills] li {
      flex-direction: column;
      gap: 4px;
    }
    .end {
      text-align: start;
    }
    [data-story] li {
      flex-direction: column;
      gap: 2px;
    }
    time {
      text-align: start;
    }
    table,
    tbody {
      display: block;
    }
    thead {
      clip-path: inset(50%);
      position: absolute;
    }
    tr {
      border-top: 1px solid var(--th-line);
      display: grid;
      gap: 6px 12px;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      padding: 10px 0;
    }
    tr:first-child {
      border: 0;
    }
    td {
      border: 0;
      padding: 0;
    }
    td:first-child {
      grid-column: 1 / -1;
    }
    td[data-label]::before {
      color: var(--th-soft);
      content: attr(data-label);
      display: block;
      font-size: 12px;
    }
  }
  li {
    align-items: flex-start;
    border-top: 1px solid var(--th-line);
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    justify-content: space-between;
    padding: 10px 0;
  }
  li:first-child {
    border-top: 0;
  }
  li b {
    font-weight: 500;
  }
  .small {
    display: block;
    font-size: 12px;
    margin-top: 2px;
  }
  .grow {
    flex: 1 1 260px;
  }
  .grow .field {
    font-size: 13px;
    margin-top: 8px;
    resize: none;
  }
  .buttons {
    display: flex;
    gap: 4px;
  }
  .note {
    margin: 0;
    padding: 12px 16px;
  }
  section .note {
    padding: 8px 0;
  }
`;
