// The name that signs: kept in the cookie that the server sets, so that it is asked for once.
import { reach } from "./api.js";

/** @param {string} name */
export async function rememberName(name) {
  await reach("/vous", { method: "POST", body: new URLSearchParams({ nom: name }), redirect: "manual" });
}
