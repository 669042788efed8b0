// The app begins. Nothing is asked of the server and nothing is stored here until it has pages to show.

import { registerWorker } from "./update.js";

registerWorker().catch(() => {}); // without a worker it works as long as there is a signal
