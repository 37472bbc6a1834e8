import { useMessageInSight } from '../../hooks/useMessageInSight.ts';
import type { Route } from '../../hooks/useRoute.ts';

/** Leads to the message that the address names. Draws nothing itself. */
export default function MessageInSight(route: Route) {
  useMessageInSight(route);
  return null;
}
