import type { Hass } from "./types";

/** A field of a form, as Home Assistant's flows describe it; a section has fields of its own. */
export interface FlowField {
  name: string;
  type?: string;
  required?: boolean;
  default?: unknown;
  description?: { suggested_value?: unknown };
  selector?: Record<string, unknown>;
  schema?: FlowField[];
}

export type FlowData = Record<string, unknown>;

/** Where a flow stands: what it asks, or how it has ended. */
export interface FlowStep {
  type: "form" | "menu" | "create_entry" | "abort" | string;
  flow_id: string;
  step_id?: string;
  data_schema?: FlowField[] | null;
  errors?: Record<string, string> | null;
  description_placeholders?: Record<string, string> | null;
  menu_options?: string[] | Record<string, string>;
  last_step?: boolean | null;
  title?: string;
  reason?: string;
  result?: { entry_id?: string };
  next_flow?: [type: string, flow_id: string];
}

/** What is set up: an account, a bot of one, or a group of bots; with its id it is changed. */
export type Target =
  | { kind: "account"; account?: string }
  | { kind: "bot"; account: string; bot?: string }
  | { kind: "group"; group?: string };

const FLOWS = "config/config_entries/flow";
const BOT_FLOWS = "config/config_entries/subentries/flow";

/** Home Assistant's flows over its own interface: what its dialogs use, without any of their code. */
export class Flow {
  constructor(
    private readonly hass: Hass,
    private readonly path: string,
    /** Where the texts of its steps are. */
    readonly texts: string,
  ) {}

  static of(hass: Hass, { kind }: Pick<Target, "kind">): Flow {
    return kind === "bot"
      ? new Flow(hass, BOT_FLOWS, "component.tradehook.config_subentries.bot")
      : new Flow(hass, FLOWS, "component.tradehook.config");
  }

  begin(target: Target): Promise<FlowStep> {
    return this.hass.callApi<FlowStep>("POST", this.path, { ...handler(target), show_advanced_options: false });
  }

  /** What a flow asks that something else has begun. */
  look(flow_id: string): Promise<FlowStep> {
    return this.hass.callApi<FlowStep>("GET", `${this.path}/${flow_id}`);
  }

  answer(flow_id: string, data: FlowData): Promise<FlowStep> {
    return this.hass.callApi<FlowStep>("POST", `${this.path}/${flow_id}`, data);
  }

  end(flow_id: string): Promise<unknown> {
    return this.hass.callApi("DELETE", `${this.path}/${flow_id}`);
  }
}

/** Whose flow is begun, and what it changes. */
function handler(target: Target): FlowData {
  if (target.kind === "bot") {
    return { handler: [target.account, "bot"], ...(target.bot && { subentry_id: target.bot }) };
  }
  const entry = target.kind === "group" ? target.group : target.account;
  return { handler: "tradehook", ...(entry && { entry_id: entry }) };
}

/** What a form begins with: what was answered before, else what is usual. */
export function begun(schema: readonly FlowField[]): FlowData {
  const data: FlowData = {};
  for (const { name, schema: inner, description, default: usual, required, selector } of schema) {
    if (inner) data[name] = begun(inner);
    else if (description?.suggested_value != null) data[name] = description.suggested_value;
    else if (usual !== undefined) data[name] = usual;
    else if (required && selector && "boolean" in selector) data[name] = false;
  }
  return data;
}

/** What is sent: a field that was emptied is left out. */
export function given(data: FlowData): FlowData {
  return Object.fromEntries(
    Object.entries(data)
      .filter(([, value]) => value !== undefined && value !== "" && value !== null)
      .map(([name, value]) => [name, isData(value) ? given(value) : value]),
  );
}

/** The names of fields that need an answer and have none. */
export function missing(schema: readonly FlowField[], data: FlowData): string[] {
  return schema.flatMap(({ name, required, schema: inner }) => {
    const value = data[name];
    if (inner) return missing(inner, isData(value) ? value : {});
    return required && (value === undefined || value === "" || value === null) ? [name] : [];
  });
}

function isData(value: unknown): value is FlowData {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a refused request says; a form that can't be read names its fields. */
export function refusal(error: unknown): string {
  const { body, message } = error as { body?: { message?: string; errors?: Record<string, unknown> }; message?: string };
  const fields = Object.entries(body?.errors ?? {}).map(([name, said]) => `${name}: ${String(said)}`);
  return fields.join("; ") || body?.message || message || String(error);
}
