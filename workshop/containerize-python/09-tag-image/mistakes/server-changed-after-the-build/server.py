print("Good morning")
