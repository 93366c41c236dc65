"""Building projects: what stands, what is built in, what may be chosen, and the readers of the files that say so."""

from circular.building.model import Building
from circular.building.reading import read_building
from circular.building.yaml_out import building_yaml

__all__ = ["Building", "building_yaml", "read_building"]
