/* Streamlit's drawer leaves the focus on the page's body: it goes back to what opened the drawer. */
function comeBackTo(opener, root) {
  let wasOpen = false;
  root.watch?.disconnect();
  root.watch = new MutationObserver(() => {
    const isOpen = document.querySelector('[role="dialog"]') !== null;
    if (wasOpen && !isOpen) {
      root.watch.disconnect();
      if (opener.isConnected && document.activeElement === document.body) opener.focus();
    }
    wasOpen = isOpen;
  });
  root.watch.observe(document.body, { childList: true, subtree: true });
}
