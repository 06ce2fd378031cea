/** What a person last asked of a page, kept per user and page: the next request begins with it. */
import type {Database} from './database.js';

export type PageSettings = Readonly<Record<string, string>>;

export async function readPageSettings(database: Database, userId: string, page: string): Promise<PageSettings> {
  const row = await database.first('select "settings" from "page_setting" where "user_id" = ? and "page" = ?', [
    userId,
    page,
  ]);
  return row ? (JSON.parse(String(row['settings'])) as PageSettings) : {};
}

export async function savePageSettings(
  database: Database,
  userId: string,
  page: string,
  settings: PageSettings,
): Promise<void> {
  await database.run(
    `insert into "page_setting" ("user_id", "page", "settings") values (?, ?, ?)
     on conflict ("user_id", "page") do update set "settings" = excluded."settings"`,
    [userId, page, JSON.stringify(settings)],
  );
}
