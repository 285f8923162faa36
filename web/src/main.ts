import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { ask } from "./lib/early";
import { begin } from "./lib/views";

// The view's code, the frame's and the first answers come side by side, not one after the other.
for (const path of ["case", "vocabulary", "names"]) ask(`/api/${path}`);
begin(location.pathname, new URLSearchParams(location.search));
void import("./start");
