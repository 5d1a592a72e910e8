import { css } from "lit";

/** How the chart of a position looks, with its tools and the line that is being moved. */
export const looks = css`
  :host {
    display: block;
    min-width: 0;
  }
  section {
    overflow: hidden;
    padding: 16px;
  }
  section.full {
    --chart-height: 100%;
    border: 0;
    border-radius: 0;
    color: var(--primary-text-color);
    display: flex;
    flex-direction: column;
    height: 100dvh;
    inset: 0;
    margin: 0;
    max-height: none;
    max-width: none;
    position: fixed;
    width: 100vw;
    z-index: 10;
  }
  .full tradehook-chart {
    flex: 1;
    min-height: 0;
  }
  .bar {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    margin-bottom: 8px;
  }
  .tools {
    display: flex;
    gap: 4px;
    margin-inline-start: auto;
  }
  .tool {
    background: none;
    border: 1px solid var(--th-line);
    border-radius: 18px;
    color: var(--th-link);
    cursor: pointer;
    font-size: 13px;
    min-height: 32px;
    padding: 2px 12px;
  }
  .segments {
    display: flex;
  }
  .segments button {
    border-inline-start-width: 0;
    font-size: 13px;
    min-height: 32px;
    padding: 2px 10px;
    white-space: nowrap;
  }
  .segments button:first-child {
    border-inline-start-width: 1px;
  }
  .draft {
    align-items: center;
    border-top: 1px solid var(--th-line);
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    justify-content: space-between;
    margin-top: 8px;
    padding-top: 8px;
    scroll-margin-bottom: 96px; /* above the bar of actions */
  }
  .draft p {
    align-items: baseline;
    display: flex;
    flex: 1 1 240px;
    flex-wrap: wrap;
    gap: 2px 12px;
    margin: 0;
  }
  .draft .number {
    white-space: normal;
  }
  .small {
    font-size: 12px;
  }
  .buttons {
    display: flex;
    gap: 4px;
    margin-inline-start: auto;
  }
  .note {
    margin: 0;
    padding: 8px 0 0;
  }
  @media (max-width: 700px) {
    section {
      padding: 12px;
    }
    .bar h3 {
      flex: 1;
    }
    .segments {
      order: 1;
      width: 100%;
    }
    .segments button {
      flex: 1;
      min-height: 36px;
      padding: 2px 0;
    }
    .tool {
      min-height: 36px;
    }
  }
`;
