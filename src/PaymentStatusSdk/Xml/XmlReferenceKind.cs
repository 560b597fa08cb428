namespace PaymentStatusSdk.Xml;

/// <summary>The kind of reference that an <c>&amp;</c> in a document starts.</summary>
internal enum XmlReferenceKind
{
    /// <summary>No reference of XML: a bare <c>&amp;</c>, or the name of an entity that only HTML defines.</summary>
    None = 0,

    /// <summary>A reference to a character.</summary>
    Character = 1,

    /// <summary>A reference to a number that is not a character of XML.</summary>
    NoCharacter = 2,
}
