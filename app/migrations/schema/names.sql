-- How names are compared: two names that look alike to a reader have the same key.

-- Letters that look like a Latin letter, from the confusables of Unicode Technical Standard 39; each stands above its letter.
create function name_as_latin(name text) returns text language sql immutable strict parallel safe return
    case when name ~ '^[\x01-\x7f]*$' then name else translate(
        name,
            'ɑΑαАаᎪꓮƀƂƃƄɓΒБВЬѢѣҌҍᏏᏴꓐꞴȼСсҪҫᏟᴄⲤⲥꓚꮯÐĐđƉƌɖɗԁᎠᏧꓒꓓɆɇΕЕеҽҿᎬꓰꬲƑƒϜ'
            'քᵮẝꓝꞘꞙꬵƍǤǥɠɡԌցᏀᏳᶃꓖĦħɦΗНћҢһӇӉհᎻᏂᏲⱧⲎꓧꚕıɨɩɪιіӏᎥᵻᵼꙇꭵɈɉͿϳЈјᎫꓙꞲƙΚК'
            'ҚҞᏦⱩⲔꓗꝀŁłƖƗƚǀɫɭΙІӀᏞⲒⳐꓡꓲΜϺМӍᎷⲘꓟꭑƝƞɲɳΝηոռᵰⲚꓠØøƟɵΘΟθοσОоѲѳӨөՕօᎾ'
            'ᏫᴏᴑⲞⲟꓳꝊꝋꬽꬾꭴꮎꮻƥΡρРрᏢᵽⲢⲣꓑʠԛգզƦɍɼɽгғᎡᏒᴦᵲⲅꓣꭇꭈꮁƽʂЅѕՏᏕᏚᵴꓢꜱꮪŦŧƫƭƮȾΤ'
            'ТҬᎢᵵⲦꓔɄʋυՍսᏌᴜᵾꓴꞟꭎꭒꮜνѴѵᏙᴠꓦꮩɯѡѽԜԝաᎳᏔᴡꓪꝡꮃΧХхҲⲬꓫꞳƴɎɏɣʏΥγУуҮүҰұᎩᎽ'
            'ᶌỿⲨꓬꭚƵƶȤȥʐΖᏃᴢᵶꓜꮓ',
            'aaaaaaabbbbbbbbbbbbbbbbbcccccccccccddddddddddddeeeeeeeeeefff'
            'fffffffggggggggggghhhhhhhhhhhhhhhhhhiiiiiiiiiiiijjjjjjjjjkkk'
            'kkkkkkkllllllllllllllllmmmmmmmmnnnnnnnnnnnoooooooooooooooooo'
            'oooooooooooooppppppppppqqqqrrrrrrrrrrrrrrrsssssssssssttttttt'
            'ttttttuuuuuuuuuuuuuvvvvvvvwwwwwwwwwwwwxxxxxxxyyyyyyyyyyyyyyy'
            'yyyyyzzzzzzzzzzz'
    ) end;

-- Without accents, case, width, joiners, punctuation and double spaces; l, i and 1 are one sign, as are o and 0, rn and m, vv and w.
create function name_key(name text) returns text language sql immutable strict parallel safe return
    trim(regexp_replace(
        replace(replace(translate(lower(name_as_latin(
            replace(replace(replace(replace(replace(
                regexp_replace(
                    normalize(translate(name, 'Ϲϲ', 'Cc'), NFKD),
                    '[\u00ad\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2064\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]',
                    '', 'g'
                ),
            'ß', 'ss'), 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae')
        )), 'i10', 'llo'), 'rn', 'm'), 'vv', 'w'),
        '[\s!-/:-@[-`{-~\u00b7\u2010-\u2019]+', ' ', 'g'
    ));

create function full_name_key(first text, second text) returns text language sql immutable strict parallel safe return
    name_key(first || ' ' || second);
