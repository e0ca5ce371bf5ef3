"""AIF, the Argument Interchange Format, as the JSON of AIFdb: nodes, edges and locutions.

I nodes are statements, RA nodes arguments, CA nodes attacks and undercuts, L nodes with their YA nodes locutions. All
else of a nodeset (MA, PA, TA, further YA nodes, participants, fields that we do not know) is kept as it stands in
`data["aif"]`, so that a nodeset comes back whole.

See Chesñevar et al., "Towards an argument interchange format" (2006), and Lawrence et al., "AIFdb: Infrastructure for
the Argument Web" (2012).
"""

from arguments.domain.interchange.aif.reading import load
from arguments.domain.interchange.aif.writing import dump

__all__ = ["dump", "load"]
