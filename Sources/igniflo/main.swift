print("igniflo")
