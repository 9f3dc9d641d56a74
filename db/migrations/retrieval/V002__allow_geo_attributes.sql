ALTER TABLE attribute DROP CONSTRAINT attribute_type_check;
ALTER TABLE attribute ADD CONSTRAINT attribute_type_check CHECK (type IN ('STRING', 'NUMBER', 'BOOLEAN', 'GEO'));

COMMENT ON COLUMN item.attributes IS
    'String, number (float64), boolean, geo point ({"lat": degrees, "lon": degrees}), or array of one of these, by attribute name';
