import type { Api } from "./api";
import type { Format } from "./format";
import type { Live } from "./live";
import type { Localize } from "./localize";
import type { PositionAction } from "./parts/dialogs";
import type { Position } from "./types";

/** What every view gets from the panel. */
export interface Context {
  api: Api;
  live: Live;
  format: Format;
  t: Localize;
  go: (path: string) => void;
  ask: (question: Question) => void;
  say: (text: string) => void;
  link: (position: LinkFor) => void;
  /** Open a dialog that does something to a position. */
  act: (position: Position, action: PositionAction) => void;
  /** Whether this person may move money and see links. */
  admin: boolean;
}

export type LinkFor = { account: string; position_id: string; symbol: string; side: string };

/** Something that is asked before it is done. */
export interface Question {
  title: string;
  text: string;
  confirm: string;
  danger?: boolean;
  act: () => Promise<string>;
}
