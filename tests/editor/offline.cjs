/* Loaded before the language server: it may not ask the network for anything, and whoever tries is heard. */
require("net").Socket.prototype.connect = () => {
  require("fs").writeSync(2, "a connection was asked for\n");
  throw new Error("offline");
};
