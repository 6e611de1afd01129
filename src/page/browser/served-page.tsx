import { followServer } from './follow-server.tsx';
import { startPage } from './start-page.ts';

/* The page of a plan that a server serves: it has no plan in it, and asks that server. */

startPage(async (parent, isDark) => followServer(parent, isDark));
