import{d as e,f as t,g as n,m as r,p as i,r as a,t as o,v as s,y as c}from"./styles.js";var l=e=>(t,n)=>{n===void 0?customElements.define(e,t):n.addInitializer(()=>{customElements.define(e,t)})},u=24,d=2e4,f=400,p=64,m=class extends i{constructor(...e){super(...e),this.entity=``,this.now=``,this.points=[]}willUpdate(e){e.has(`entity`)&&this.entity&&this.load(),e.has(`now`)&&this.now&&(this.points=g(this.points,[Date.now(),Number(this.now)]))}async load(){let{entity:e}=this;try{let t=await this.ctx.api.states(e,u);e===this.entity&&(this.points=h(t,this.points))}catch{}}render(){let e=_(this.points);if(!e)return r;let{t,format:i}=this.ctx,a=this.points.map(([,e])=>e),o=t(`overview.equity_curve`,{low:i.number(Math.min(...a),2),high:i.number(Math.max(...a),2)});return n`<svg viewBox="0 0 ${f} ${p}" preserveAspectRatio="none" role="img" aria-label=${o}>
      ${s`<path d=${e}></path>`}
    </svg>`}static{this.styles=[o,c`
      svg {
        direction: ltr;
        display: block;
        height: ${p}px;
        padding: 8px 16px 0;
        width: 100%;
      }
      path {
        fill: none;
        stroke: var(--primary-color);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }
    `]}};a([t({attribute:!1})],m.prototype,`ctx`,void 0),a([t()],m.prototype,`entity`,void 0),a([t()],m.prototype,`now`,void 0),a([e()],m.prototype,`points`,void 0),m=a([l(`tradehook-equity`)],m);function h(e,t){let n=t[0]?.[0]??1/0;return[...e.filter(([e])=>e<n),...t]}function g(e,t){let n=e.at(-2);return[...n!==void 0&&t[0]-n[0]<d?e.slice(0,-1):e,t]}function _(e){let[t]=e,n=e.at(-1);if(!t||!n||t[0]===n[0])return``;let r=e.map(([,e])=>e),i=Math.min(...r),a=Math.max(...r)-i||1;return e.map(([e,r],o)=>{let s=(e-t[0])/(n[0]-t[0])*f,c=60-(r-i)/a*56;return`${o?`L`:`M`}${s.toFixed(1)} ${c.toFixed(1)}`}).join(``)}export{l as i,h as n,_ as r,g as t};