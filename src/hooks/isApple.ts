/** Whether the device is of Apple's, where shortcuts are made with ⌘. */
export function isApple(): boolean {
  // Every device of theirs says so, phones too: "like Mac OS X".
  return navigator.userAgent.includes('Mac');
}
