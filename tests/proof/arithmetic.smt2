; SPDX-License-Identifier: MIT
; The axioms of arithmetic.h as statements about bit vectors. Each is negated, so every answer must be unsat.
(set-logic QF_BV)
(define-fun wrap ((x (_ BitVec 64))) (_ BitVec 64) ((_ zero_extend 32) ((_ extract 31 0) x)))
(define-fun two32 () (_ BitVec 64) #x0000000100000000)
(declare-const x (_ BitVec 64))
(declare-const y (_ BitVec 32))
(declare-const g (_ BitVec 32))
(declare-const k (_ BitVec 64))
(define-fun is_bit_number () Bool (bvult k (_ bv64 64)))
(define-fun bit ((word (_ BitVec 64))) (_ BitVec 64) (bvand (bvlshr word k) (_ bv1 64)))

; wrap_above
(push)
(assert (not (=> (and (bvule two32 x) (bvult x #x0000000200000000)) (= (wrap x) (bvsub x two32)))))
(check-sat)
(pop)
; wrap_below
(push)
(assert (not (=> (and (bvsge x #xffffffff00000000) (bvslt x #x0000000000000000)) (= (wrap x) (bvadd x two32)))))
(check-sat)
(pop)
; mask_4
(push)
(assert (not (= (bvand y (_ bv15 32)) (bvurem y (_ bv16 32)))))
(check-sat)
(pop)
; mask_5
(push)
(assert (not (= (bvand y (_ bv31 32)) (bvurem y (_ bv32 32)))))
(check-sat)
(pop)
; mask_24
(push)
(assert (not (= (bvand y (_ bv16777215 32)) (bvurem y (_ bv16777216 32)))))
(check-sat)
(pop)
; shift_24
(push)
(assert (not (= (bvlshr y (_ bv24 32)) (bvudiv y (_ bv16777216 32)))))
(check-sat)
(pop)
; up_24
(push)
(assert (not (=> (bvult g (_ bv256 32)) (= (bvshl g (_ bv24 32)) (bvmul g (_ bv16777216 32))))))
(check-sat)
(pop)
; join_24, and that the sum fits
(push)
(assert (not (=> (and (bvult g (_ bv256 32)) (bvult y (_ bv16777216 32)))
    (and (= (bvor (bvshl g (_ bv24 32)) y) (bvadd (bvmul g (_ bv16777216 32)) y))
         (bvule y (bvadd (bvmul g (_ bv16777216 32)) y))))))
(check-sat)
(pop)
; all_set
(push)
(assert (not (=> is_bit_number (= (bit #xffffffffffffffff) (_ bv1 64)))))
(check-sat)
(pop)
; none_set
(push)
(assert (not (=> is_bit_number (= (bit #x0000000000000000) (_ bv0 64)))))
(check-sat)
(pop)
; bit_range
(push)
(assert (not (=> is_bit_number (bvugt (bvshl (_ bv1 64) k) (_ bv0 64)))))
(check-sat)
(pop)
; not_all_set
(push)
(assert (not (=> (bvult x #xffffffffffffffff) (distinct (bvnot x) (_ bv0 64)))))
(check-sat)
(pop)
