"""Closest titles: the roles that come nearest to a text, where no title has all its words.

Three measures, each from 0 to 1, make the score of a role:

- spelling: how many groups of letters its title shares with the text that is most alike
  (cosine of TF-IDF weights; G. Salton, C. Buckley, “Term-weighting approaches in automatic text
  retrieval”, 1988);
- family: the same for the title of its family;
- meaning: how near the words of the text are to all that is written about it, in any language
  (latent semantic indexing; S. Deerwester et al., “Indexing by latent semantic analysis”, 1990).

A build makes one file of all published roles, in a process of its own, with NumPy. Processes that
answer readers map that file and look at a few hundred roles of it for a query, in plain Python:
importing NumPy would take more of their memory than the file does.

rows      → what a build reads from the database
features  → groups of letters, stems: the same for a build and for a query
sparse, spelling, meaning, building → a build's arrays (NumPy)
file      → the file of arrays
scoring   → an index that can be asked
current   → the index of this process, when it has become old, and who builds it anew
fusion    → the order of what words find and of what is closest
"""
