import { css } from "lit";

/** What all elements share; colours are the theme's, darkened or lightened until they can be read. */
export const shared = css`
  :host {
    --th-profit: color-mix(in srgb, var(--success-color, #43a047) 62%, var(--primary-text-color));
    --th-loss: color-mix(in srgb, var(--error-color, #db4437) 62%, var(--primary-text-color));
    --th-link: color-mix(in srgb, var(--primary-color) 62%, var(--primary-text-color));
    --th-button: color-mix(in srgb, var(--primary-color) 62%, #000);
    --th-danger: color-mix(in srgb, var(--error-color, #db4437) 72%, #000);
    --th-soft: color-mix(in srgb, var(--secondary-text-color) 75%, var(--primary-text-color));
    --th-line: var(--divider-color, rgba(127, 127, 127, 0.3));
    --th-radius: var(--ha-card-border-radius, 12px);
    color: var(--primary-text-color);
  }
  * {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--th-link);
    outline-offset: 2px;
  }
  .card {
    background: var(--ha-card-background, var(--card-background-color));
    border: 1px solid var(--ha-card-border-color, var(--th-line));
    border-radius: var(--th-radius);
    box-shadow: var(--ha-card-box-shadow, none);
  }
  .profit {
    color: var(--th-profit);
  }
  .loss {
    color: var(--th-loss);
  }
  .soft {
    color: var(--th-soft);
  }
  .number {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  h1,
  h2,
  h3 {
    font-weight: 500;
    margin: 0;
  }
  h2 {
    font-size: 20px;
  }
  h3 {
    font-size: 16px;
  }
  p {
    margin: 8px 0;
    line-height: 1.5;
  }
  button,
  input,
  select,
  textarea {
    color: inherit;
    font: inherit;
  }
  .button {
    background: var(--th-button);
    border: 0;
    border-radius: 20px;
    color: #fff;
    cursor: pointer;
    font-weight: 500;
    min-height: 40px;
    padding: 8px 20px;
    text-decoration: none;
  }
  .button.plain {
    background: none;
    color: var(--th-link);
  }
  .button.outlined {
    background: none;
    border: 1px solid var(--th-line);
    color: var(--th-link);
  }
  .button.danger {
    background: var(--th-danger);
  }
  .button:disabled {
    cursor: default;
    opacity: 0.6;
  }
  .button:hover:not(:disabled) {
    filter: brightness(1.12);
  }
  .icon-button {
    align-items: center;
    background: none;
    border: 0;
    border-radius: 50%;
    cursor: pointer;
    display: inline-flex;
    height: 40px;
    justify-content: center;
    padding: 0;
    width: 40px;
  }
  .icon-button:hover {
    background: color-mix(in srgb, currentColor 10%, transparent);
  }
  .field {
    background: var(--card-background-color);
    border: 1px solid color-mix(in srgb, var(--secondary-text-color) 70%, transparent);
    border-radius: 8px;
    min-height: 40px;
    padding: 8px 12px;
    width: 100%;
  }
  label.labelled {
    display: block;
    font-size: 14px;
  }
  label.labelled > span {
    color: var(--th-soft);
    display: block;
    margin-bottom: 4px;
  }
  .chip {
    background: color-mix(in srgb, currentColor 10%, transparent);
    border-radius: 12px;
    display: inline-block;
    font-size: 12px;
    font-weight: 500;
    line-height: 16px;
    padding: 3px 10px;
    white-space: nowrap;
  }
  .chip.warn {
    background: var(--th-danger);
    color: #fff;
    font-weight: 700;
  }
  /* The whole row is the link; what can be pressed besides lies above it */
  .opens {
    position: relative;
  }
  .opens .above {
    position: relative;
    z-index: 1;
  }
  a.whole::after {
    content: "";
    inset: 0;
    position: absolute;
  }
  a.whole:focus-visible {
    outline: none;
  }
  a.whole:focus-visible::after {
    border-radius: 4px;
    outline: 2px solid var(--th-link);
    outline-offset: -2px;
  }
  @media (hover: hover) {
    .opens:hover {
      background: color-mix(in srgb, var(--primary-text-color) 4%, transparent);
    }
  }
  .stale {
    background: color-mix(in srgb, var(--warning-color, #ffa600) 18%, var(--card-background-color));
    border-inline-start: 3px solid var(--warning-color, #ffa600);
    border-radius: 4px;
    margin: 0 0 16px;
    padding: 10px 14px;
  }
  .segments button {
    background: none;
    border: 1px solid var(--th-line);
    cursor: pointer;
    min-height: 36px;
    padding: 4px 14px;
  }
  .segments button:first-child {
    border-start-start-radius: 18px;
    border-end-start-radius: 18px;
  }
  .segments button:last-child {
    border-inline-start: 0;
    border-start-end-radius: 18px;
    border-end-end-radius: 18px;
  }
  .segments [aria-pressed="true"] {
    background: color-mix(in srgb, var(--primary-color) 18%, transparent);
  }
  .empty {
    padding: 48px 24px;
    text-align: center;
  }
  .error {
    color: var(--th-loss);
  }
  .sr {
    clip-path: inset(50%);
    height: 1px;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
    width: 1px;
  }
`;
