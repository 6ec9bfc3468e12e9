"""core_yaml: YAML files as portplan and editors read them: the core schema of YAML 1.2.

PyYAML follows YAML 1.1, in which `off` is a boolean, 2027-06-30 a date and 010 eight.
"""
import re

import yaml


class Loader(yaml.SafeLoader):
    yaml_implicit_resolvers = {}


INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")


def construct_integer(loader, node):
    text = loader.construct_scalar(node)
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


def construct_map(loader, node):
    """A map whose keys are scalars, taken for strings, and differ."""
    result = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if not isinstance(key_node, yaml.ScalarNode) or key in result:
            raise yaml.constructor.ConstructorError(None, None, f"bad key {key!r}", key_node.start_mark)
        result[key] = loader.construct_object(value_node, deep=True)
    return result


def resolve(kind, pattern, first):
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + kind, re.compile(f"(?:{pattern})$"), first)


resolve("null", "~|null|Null|NULL|", ["~", "n", "N", ""])
resolve("bool", "true|True|TRUE|false|False|FALSE", list("tTfF"))
resolve("int", INTEGER.pattern, list("-+0123456789"))
resolve("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
        r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", list("-+.0123456789"))
Loader.add_constructor("tag:yaml.org,2002:int", construct_integer)
Loader.add_constructor("tag:yaml.org,2002:map", construct_map)


def load(text):
    """The one document of `text` (bytes or str); yaml.YAMLError when it is none."""
    return yaml.load(text, Loader)
