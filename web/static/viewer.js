// Reading a document: results and pages open in the pane, and the address follows.
import { startPane } from "./pane.js";

startPane({ follows: () => true });
