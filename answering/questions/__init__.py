"""Free questions: what is asked, which sentences answer, how the answer is worded and checked."""
