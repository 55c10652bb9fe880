// Tells types of attributes that take words from those that take numbers.
#include "model/attribute_types.hpp"

namespace joist::model {

bool is_words(AttributeType type) {
  switch (type) {
    case AttributeType::text:
    case AttributeType::text_list:
    case AttributeType::link:
    case AttributeType::color:
    case AttributeType::choice:
    case AttributeType::names:
    case AttributeType::yes_no:
      return true;
    default:
      return false;
  }
}

}  // namespace joist::model
