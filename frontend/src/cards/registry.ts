/** What a dashboard hands to cards and strategies, as far as these use it. */
export interface Registries {
  entities: Record<string, EntityEntry>;
  devices: Record<string, DeviceEntry>;
}

export interface EntityEntry {
  entity_id: string;
  device_id?: string | null;
  platform?: string;
  translation_key?: string;
  hidden?: boolean;
}

export interface DeviceEntry {
  id: string;
  name: string | null;
  name_by_user?: string | null;
  config_entries: string[];
  via_device_id?: string | null;
  /** By config entry, whose subentries it stands for. */
  config_entries_subentries?: Record<string, (string | null)[]>;
}

export interface AccountDevices {
  account: string;
  device: DeviceEntry;
  bots: DeviceEntry[];
}

/** The accounts with their bots, by name. */
export function accountsOf({ entities, devices }: Registries): AccountDevices[] {
  const ids = new Set(ours(entities).map((entity) => entity.device_id));
  const found = Object.values(devices).filter((device) => ids.has(device.id));
  return found
    .filter((device) => !found.some((other) => other.id === device.via_device_id))
    .map((device) => ({
      account: device.config_entries[0] ?? "",
      device,
      bots: found.filter((bot) => bot.via_device_id === device.id).sort(byName),
    }))
    .sort((a, b) => byName(a.device, b.device));
}

/** The account that an entity of ours belongs to. */
export function accountOf({ entities, devices }: Registries, entityId: string): string | undefined {
  const entity = entities[entityId];
  if (entity?.platform !== "tradehook" || !entity.device_id) return undefined;
  return devices[entity.device_id]?.config_entries[0];
}

/** The device that an entity of ours belongs to, if it is that of a bot. */
export function botDeviceOf({ entities, devices }: Registries, entityId: string): string | undefined {
  const entity = entities[entityId];
  const device = entity?.platform === "tradehook" ? devices[entity.device_id ?? ""] : undefined;
  return device?.via_device_id ? device.id : undefined;
}

/** The bot that a device stands for. */
export function botOf({ devices }: Registries, id: string): string | undefined {
  const device = devices[id];
  const account = device?.config_entries[0] ?? "";
  return device?.config_entries_subentries?.[account]?.find((one) => one !== null) ?? undefined;
}

/** The entity of a device with a meaning, such as its equity, unless it is hidden. */
export function entityOf({ entities }: Registries, device: DeviceEntry, domain: string, key: string): string | undefined {
  return ours(entities).find(
    (entity) =>
      entity.device_id === device.id &&
      entity.translation_key === key &&
      !entity.hidden &&
      entity.entity_id.startsWith(`${domain}.`),
  )?.entity_id;
}

export function nameOf(device: DeviceEntry): string {
  return device.name_by_user || device.name || "";
}

function ours(entities: Registries["entities"]): EntityEntry[] {
  return Object.values(entities).filter(({ platform }) => platform === "tradehook");
}

function byName(a: DeviceEntry, b: DeviceEntry): number {
  return nameOf(a).localeCompare(nameOf(b));
}
