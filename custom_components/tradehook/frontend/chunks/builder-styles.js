import{x as e}from"./styles.js";var t=e`
  .columns {
    align-items: start;
    display: grid;
    gap: 16px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr));
  }
  .side {
    display: grid;
    gap: 16px;
    min-width: 0;
  }
  form,
  section {
    display: grid;
    gap: 16px;
    grid-template-columns: minmax(0, 1fr);
    min-width: 0;
    padding: 16px;
  }
  .bar {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: space-between;
  }
  .afresh {
    justify-self: end;
  }
  .status {
    display: grid;
    gap: 12px;
    min-width: 0;
  }
  .status p {
    margin: 0;
  }
  .mono {
    font-family: var(--ha-font-family-code, monospace);
    font-size: 13px;
    resize: vertical;
  }
  #url {
    field-sizing: content;
    min-width: 0;
  }
  .tick {
    align-items: center;
    display: flex;
    gap: 12px;
    min-height: 32px;
  }
  .tick input {
    accent-color: var(--th-link);
    flex: none;
    height: 20px;
    width: 20px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: flex-end;
  }
`;export{t};