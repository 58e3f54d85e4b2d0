// Reading a document: results and pages open in the pane.
import { startPane } from "./pane.js";

startPane("a[data-open], .sheet-bar a[rel]", ["resultats", "preuve"]);
